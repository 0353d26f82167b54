"""HTTP of people, one noun per file."""

from smoothschedule.users.routes import (
    email_changes,
    grants,
    passwords,
    platform_visits,
    second_factor,
    sessions,
    visits,
)
from smoothschedule.users.routes.account import account
from smoothschedule.users.routes.api_tokens import tokens
from smoothschedule.users.routes.sign_up import site

#: Each module puts its routes on a blueprint when it is imported.
ROUTES_OF_ACCOUNT = (sessions, passwords, second_factor, email_changes)
blueprints = [
    account,
    passwords.everywhere,
    tokens,
    site,
    visits.at_business,
    grants.at_business,
    platform_visits.at_platform,
]
