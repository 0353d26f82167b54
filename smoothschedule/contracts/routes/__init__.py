"""HTTP of templates and contracts, one noun per file."""

from smoothschedule.contracts.operations import merged_customers
from smoothschedule.contracts.queries import storage
from smoothschedule.contracts.routes import signing_fields
from smoothschedule.contracts.routes.assets import assets
from smoothschedule.contracts.routes.bulk import bulk_sends
from smoothschedule.contracts.routes.contracts import contracts
from smoothschedule.contracts.routes.evidence import evidence
from smoothschedule.contracts.routes.in_person import in_person
from smoothschedule.contracts.routes.own import booking_contracts, my_contracts
from smoothschedule.contracts.routes.service_contracts import service_contracts
from smoothschedule.contracts.routes.signers import signers
from smoothschedule.contracts.routes.signing import signing
from smoothschedule.contracts.routes.templates import templates
from smoothschedule.contracts.routes.verifying import verify

#: Imported for what they declare: routes on another's blueprint, a measure of the plan, what
#: becomes of contracts when two customers are merged.
DECLARING = (signing_fields, storage, merged_customers)
blueprints = [
    templates,
    assets,
    contracts,
    signers,
    bulk_sends,
    service_contracts,
    my_contracts,
    booking_contracts,
    in_person,
    evidence,
    signing,
    verify,
]
