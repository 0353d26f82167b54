"""The platform's console: Flask-Admin, the only pages for people that the server renders."""
