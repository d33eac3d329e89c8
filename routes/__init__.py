"""What is not Streamlit: sign-in, fonts, health, and what wraps every answer."""
