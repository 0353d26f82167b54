"""Written templates: an editor's document becomes pages, by an allow-list and no markup."""
