import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { currencyDigits } from "../../lib/format";
import type { AddonValues } from "./serviceForm";

interface AddonsFieldProps {
  addons: AddonValues[];
  currency: string;
  error?: ReactNode;
  onChange: (addons: AddonValues[]) => void;
}

/** What may be booked along: it may take longer and cost more. */
export function AddonsField({ addons, currency, error, onChange }: AddonsFieldProps) {
  const set = (at: number, change: Partial<AddonValues>) =>
    onChange(addons.map((addon, index) => (index === at ? { ...addon, ...change } : addon)));
  return (
    <Stack gap={8}>
      {addons.map((addon, at) => (
        <Group key={addon.id ?? `new ${at}`} gap="xs" wrap="nowrap" align="flex-start">
          <TextInput
            aria-label={`Add-on ${at + 1}, name`}
            placeholder="Name"
            flex={1}
            maxLength={120}
            error={!!error && !addon.name.trim()}
            value={addon.name}
            onChange={({ currentTarget }) => set(at, { name: currentTarget.value })}
          />
          <NumberInput
            aria-label={`Add-on ${at + 1}, extra minutes`}
            prefix="+"
            suffix=" min"
            w={96}
            min={0}
            max={480}
            allowDecimal={false}
            value={addon.extra_minutes}
            onChange={(value) => set(at, { extra_minutes: Number(value) })}
          />
          <NumberInput
            aria-label={`Add-on ${at + 1}, price in ${currency}`}
            w={92}
            min={0}
            decimalScale={currencyDigits(currency)}
            value={addon.price}
            onChange={(value) => set(at, { price: Number(value) })}
          />
          <ActionIcon
            mt={6}
            aria-label={`Remove add-on ${at + 1}`}
            onClick={() => onChange(addons.toSpliced(at, 1))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      {error && (
        <Text size="xs" c="var(--danger)" role="alert">
          {error}
        </Text>
      )}
      <Button
        variant="default"
        size="compact-sm"
        w="fit-content"
        disabled={addons.length >= 20}
        leftSection={<IconPlus size={15} />}
        onClick={() => onChange([...addons, { name: "", extra_minutes: 0, price: 0 }])}
      >
        Something to book along
      </Button>
    </Stack>
  );
}
