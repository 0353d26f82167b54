import { Select, type SelectProps } from "@mantine/core";
import { offsetText } from "../lib/format";
import { allZones } from "../lib/zones";

const OPTIONS = () => {
  const now = Date.now();
  return allZones().map((zone) => ({
    value: zone,
    label: `${zone.replaceAll("_", " ")} (${offsetText(now, zone)})`,
  }));
};

let options: ReturnType<typeof OPTIONS> | null = null;

/** Every time zone, found by typing a part of its name. */
export function ZoneField(props: Omit<SelectProps, "data">) {
  options ??= OPTIONS();
  return (
    <Select
      label="Time zone"
      searchable
      allowDeselect={false}
      maxDropdownHeight={260}
      limit={80}
      nothingFoundMessage="There is no zone of this name."
      {...props}
      data={options}
    />
  );
}
