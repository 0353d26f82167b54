import { MultiSelect } from "@mantine/core";
import type { Service } from "../../api/generated/api.schemas";
import { addonText } from "../../lib/format";

interface AddonFieldProps {
  service: Service | undefined;
  chosen: string[];
  locale: string;
  onChange: (chosen: string[]) => void;
}

/** What is booked along with the service, if it offers anything. */
export function AddonField({ service, chosen, locale, onChange }: AddonFieldProps) {
  if (!service?.addons.length) return null;
  return (
    <MultiSelect
      label="Along with it (optional)"
      placeholder={chosen.length ? undefined : "Nothing"}
      data={service.addons.map((addon) => ({
        value: addon.id ?? "",
        label: `${addon.name} · ${addonText(addon, service.currency, locale)}`,
      }))}
      value={chosen}
      onChange={onChange}
    />
  );
}
