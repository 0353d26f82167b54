import { Button, Select, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Group } from "../../api/generated/api.schemas";
import classes from "./Activity.module.css";
import { type ActivityFilters, isBackwards } from "./useFilters";

export interface Choice {
  value: string;
  label: string;
}

interface FilterBarProps {
  filters: ActivityFilters;
  groups: Group[];
  people: Choice[];
  businesses?: Choice[];
  onSearchBusiness?: (text: string) => void;
  isFiltered: boolean;
  onChange: (changes: Partial<Record<keyof ActivityFilters, string | null>>) => void;
  onClear: () => void;
}

/** Who, what, when: each narrows the list at once. */
export function FilterBar(props: FilterBarProps) {
  const { filters, groups, people, businesses, onSearchBusiness, isFiltered } = props;
  const { onChange, onClear } = props;
  return (
    <section className={classes.filters} aria-label="Show only">
      {businesses && (
        <Select
          label="Business"
          placeholder="All businesses"
          clearable
          searchable
          nothingFoundMessage="No business of this name"
          value={filters.tenant_id ?? null}
          data={withOwn(businesses, filters.tenant_id, "One business")}
          onSearchChange={onSearchBusiness}
          onChange={(tenant_id) => onChange({ tenant_id })}
        />
      )}
      <Select
        label="Who"
        placeholder="Everybody"
        clearable
        searchable
        nothingFoundMessage="Nobody of this name"
        value={filters.person_id ?? null}
        data={withOwn(people, filters.person_id, "One person")}
        onChange={(person_id) => onChange({ person_id })}
      />
      <Select
        label="What"
        placeholder="Everything"
        clearable
        value={filters.group ?? null}
        data={groups.map(({ group, label }) => ({ value: group, label }))}
        onChange={(group) => onChange({ group })}
      />
      <TextInput
        type="date"
        label="From"
        max={filters.to}
        value={filters.from ?? ""}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="To, that day included"
        min={filters.from}
        value={filters.to ?? ""}
        error={isBackwards(filters) && "This is before the first day."}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
      {isFiltered && (
        <Button variant="subtle" leftSection={<IconX size={15} />} onClick={onClear}>
          Show everything
        </Button>
      )}
    </section>
  );
}

/** A value from the address is a choice even when it is on no list. */
function withOwn(choices: Choice[], value: string | undefined, label: string): Choice[] {
  if (!value || choices.some((choice) => choice.value === value)) return choices;
  return [...choices, { value, label }];
}
