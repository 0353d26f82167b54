"""HTTP of people, one noun per file."""

from smoothschedule.users.routes import passwords, sessions
from smoothschedule.users.routes.account import account
from smoothschedule.users.routes.sign_up import site

#: Each module puts its routes on a blueprint when it is imported.
ROUTES_OF_ACCOUNT = (sessions, passwords)
blueprints = [account, site]
