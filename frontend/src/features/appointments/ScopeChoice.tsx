import { Radio, Stack } from "@mantine/core";

export type Scope = "this" | "following" | "all";

interface ScopeChoiceProps {
  value: Scope;
  /** "Move", "Cancel" */
  act: string;
  onChange: (scope: Scope) => void;
}

/** Which appointments of a series are meant. */
export function ScopeChoice({ value, act, onChange }: ScopeChoiceProps) {
  return (
    <Radio.Group
      label={`${act} which of the series?`}
      value={value}
      onChange={(next) => onChange(next as Scope)}
    >
      <Stack gap={8} mt={6}>
        <Radio value="this" label="Only this one" />
        <Radio value="following" label="This and the following" />
        <Radio value="all" label="All that are still to come" />
      </Stack>
    </Radio.Group>
  );
}
