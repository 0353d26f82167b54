"""What one may be allowed to do with contracts; access.py says which role may."""

VIEW_CONTRACTS = "view_contracts"
SEND_CONTRACTS = "send_contracts"
EDIT_TEMPLATES = "edit_templates"
VIEW_OWN_CONTRACTS = "view_own_contracts"

#: Permission -> what it lets one do, in words for the rights page.
MEANINGS = {
    VIEW_CONTRACTS: "See contracts; without view_all_calendars those of one's own.",
    SEND_CONTRACTS: "Make contracts, send them, remind people and declare contracts void.",
    EDIT_TEMPLATES: "Make and change contract templates.",
    VIEW_OWN_CONTRACTS: "See and open one's own contracts as a customer.",
}
