import { ActionIcon, Group, Indicator, Popover, Select } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import type { Location, Resource } from "../../api/generated/api.schemas";
import classes from "./Schedule.module.css";
import type { ScheduleAddress } from "./useScheduleAddress";

interface FiltersProps {
  address: ScheduleAddress;
  locations: Location[];
  resources: Resource[];
  isPhone: boolean;
}

const KIND_NAMES: Record<string, string> = {
  staff: "Staff",
  room: "Rooms",
  equipment: "Equipment",
};

/** Which rows are shown, where there is a choice; on a phone behind one button. */
export function ScheduleFilters(props: FiltersProps) {
  const { address, locations, resources, isPhone } = props;
  const kinds = [...new Set(resources.map(({ kind }) => kind))];
  if (locations.length < 2 && kinds.length < 2) return null;
  if (!isPhone) {
    return (
      <Group gap={8}>
        <Choices {...props} kinds={kinds} />
      </Group>
    );
  }
  const isFiltered = !!address.location || address.kind !== "staff";
  return (
    <Indicator disabled={!isFiltered} size={9} offset={3}>
      <Popover width={220} position="bottom-end" withinPortal={false} trapFocus>
        <Popover.Target>
          <ActionIcon variant="default" size={30} aria-label="Filter">
            <IconFilter size={17} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown className={classes.choices} aria-label="Filter">
          <Choices {...props} kinds={kinds} />
        </Popover.Dropdown>
      </Popover>
    </Indicator>
  );
}

function Choices({ address, locations, kinds, isPhone }: FiltersProps & { kinds: string[] }) {
  const common = { size: isPhone ? "sm" : "xs", comboboxProps: { withinPortal: !isPhone } };
  return (
    <>
      {locations.length > 1 && (
        <Select
          {...common}
          aria-label="Location"
          w={isPhone ? "100%" : 138}
          clearable
          placeholder="All locations"
          value={address.location || null}
          data={locations.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(location) => address.set({ location })}
        />
      )}
      {kinds.length > 1 && (
        <Select
          {...common}
          aria-label="Show"
          w={isPhone ? "100%" : 112}
          allowDeselect={false}
          value={address.kind}
          data={[
            ...kinds.map((kind) => ({ value: kind, label: KIND_NAMES[kind] ?? kind })),
            { value: "all", label: "Everything" },
          ]}
          onChange={(kind) => address.set({ kind })}
        />
      )}
    </>
  );
}
