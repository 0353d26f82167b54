import { MultiSelect, Text } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { Resource } from "../../api/generated/api.schemas";
import type { ServiceValues } from "./serviceForm";

interface NeedsFieldsProps {
  form: Pick<UseFormReturnType<ServiceValues>, "values" | "getInputProps">;
  resources: Resource[];
}

/** The people and things of which a booking takes one each. */
export function NeedsFields({ form, resources }: NeedsFieldsProps) {
  const fields = [
    ["staff", "staff", "One of these people"],
    ["rooms", "room", "One of these rooms"],
    ["equipment", "equipment", "One of these pieces of equipment"],
  ] as const;
  return (
    <>
      {fields.map(([name, kind, label]) => {
        const own = resources.filter((each) => each.kind === kind && each.is_active);
        if (own.length === 0 && name !== "staff") return null;
        return (
          <MultiSelect
            key={name}
            label={label}
            placeholder={form.values[name].length ? undefined : "Choose"}
            searchable
            hidePickedOptions
            nothingFoundMessage="There is nobody else."
            data={own.map(({ id, name: each }) => ({ value: id, label: each }))}
            {...form.getInputProps(name)}
          />
        );
      })}
      <Text size="xs" c="dimmed">
        A booking takes one of each; the visitor may choose the person.
      </Text>
    </>
  );
}
