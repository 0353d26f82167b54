"""HTTP of businesses, one noun per file."""

from smoothschedule.tenants.routes.business import tenant
from smoothschedule.tenants.routes.domains import domains
from smoothschedule.tenants.routes.logo import logo, public_logo
from smoothschedule.tenants.routes.platform import platform
from smoothschedule.tenants.routes.platform_domains import platform_domains

blueprints = [tenant, logo, public_logo, domains, platform, platform_domains]
