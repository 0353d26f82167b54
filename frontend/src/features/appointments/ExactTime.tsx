import { Button, Group, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { timeText, zoneText } from "../../lib/format";
import { instantsOf, parseClock, toIso } from "../../lib/zones";

interface ExactTimeProps {
  day: string;
  zone: string;
  locale: string;
  selected: string | null;
  onSelect: (startsAt: string) => void;
}

/** Any minute of the day, for whoever is not bound to the times on offer. */
export function ExactTime({ day, zone, locale, selected, onSelect }: ExactTimeProps) {
  const [clock, setClock] = useState("");
  const instants = clock ? instantsOf(day, parseClock(clock), zone).map(toIso) : [];
  const [first] = instants;
  const change = (next: string) => {
    setClock(next);
    const found = next ? instantsOf(day, parseClock(next), zone).map(toIso) : [];
    if (found.length === 1 && found[0]) onSelect(found[0]);
  };
  return (
    <>
      <TextInput
        type="time"
        label="Another time"
        w={150}
        value={clock}
        error={clock && !first ? "The clocks go forward then: there is no such time." : undefined}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {instants.length > 1 && (
        <Group gap="xs" role="group" aria-label="Which of the two">
          <Text size="sm">The clocks go back: which one?</Text>
          {instants.map((each) => (
            <Button
              key={each}
              size="xs"
              variant={each === selected ? "filled" : "default"}
              aria-pressed={each === selected}
              onClick={() => onSelect(each)}
            >
              {timeText(each, zone, locale)} {zoneText(each, zone, locale)}
            </Button>
          ))}
        </Group>
      )}
    </>
  );
}
