"""HTTP of templates and contracts."""

from smoothschedule.contracts.routes.assets import assets
from smoothschedule.contracts.routes.bulk import bulk_sends
from smoothschedule.contracts.routes.contracts import contracts
from smoothschedule.contracts.routes.own import booking_contracts, my_contracts
from smoothschedule.contracts.routes.service_contracts import service_contracts
from smoothschedule.contracts.routes.signers import signers
from smoothschedule.contracts.routes.templates import templates

blueprints = [
    templates,
    assets,
    contracts,
    signers,
    bulk_sends,
    service_contracts,
    my_contracts,
    booking_contracts,
]
