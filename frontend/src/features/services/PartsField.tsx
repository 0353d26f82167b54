import { ActionIcon, Button, Checkbox, Group, NumberInput, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Need, Part } from "./serviceForm";

interface PartsFieldProps {
  parts: Part[];
  minutes: number;
  kinds: Need[];
  error?: ReactNode;
  onChange: (parts: Part[]) => void;
}

const NEED_NAMES: Record<Need, string> = {
  staff: "Staff",
  rooms: "Room",
  equipment: "Equipment",
};

/** A service in parts: whoever is not needed in one is free for somebody else meanwhile. */
export function PartsField({ parts, minutes, kinds, error, onChange }: PartsFieldProps) {
  const set = (at: number, change: Partial<Part>) =>
    onChange(parts.map((part, index) => (index === at ? { ...part, ...change } : part)));
  const add = () =>
    onChange([
      ...(parts.length ? parts : [{ duration_minutes: minutes, needs: kinds }]),
      { duration_minutes: 15, needs: kinds },
    ]);
  return (
    <Stack gap={8}>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the service
        <Group key={at} gap="sm">
          <NumberInput
            aria-label={`Part ${at + 1}, minutes`}
            suffix=" min"
            w={104}
            min={1}
            max={1440}
            allowDecimal={false}
            value={part.duration_minutes}
            onChange={(value) => set(at, { duration_minutes: Number(value) })}
          />
          {kinds.map((kind) => (
            <Checkbox
              key={kind}
              label={NEED_NAMES[kind]}
              aria-label={`Part ${at + 1} needs ${NEED_NAMES[kind].toLowerCase()}`}
              checked={part.needs.includes(kind)}
              onChange={({ currentTarget }) =>
                set(at, {
                  needs: currentTarget.checked
                    ? [...part.needs, kind]
                    : part.needs.filter((each) => each !== kind),
                })
              }
            />
          ))}
          <ActionIcon
            ml="auto"
            aria-label={`Remove part ${at + 1}`}
            onClick={() => onChange(parts.length > 2 ? parts.toSpliced(at, 1) : [])}
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
      <Group gap="sm">
        <Button
          variant="default"
          size="compact-sm"
          disabled={parts.length >= 10}
          leftSection={<IconPlus size={15} />}
          onClick={add}
        >
          {parts.length ? "One more part" : "Split into parts"}
        </Button>
        <Text size="xs" c="dimmed">
          {parts.length
            ? "Whoever is not needed in a part can serve somebody else meanwhile."
            : "It holds everything it needs from start to end."}
        </Text>
      </Group>
    </Stack>
  );
}
