import { Kbd, Modal, Table, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { NavigationItem } from "./navigation";
import { onAsked, SHORTCUTS } from "./openers";

const CHORD_MS = 1_200;

const COMMON: [string[], string][] = [
  [["⌘ / Ctrl", "K"], "Search or jump to anything"],
  [["c"], "New appointment"],
  [["/"], "Search on this screen"],
  [["⌘ / Ctrl", "Z"], "Take back the last change"],
  [["?"], "This list"],
];

const SCHEDULE: [string[], string][] = [
  [["←", "→", "↑", "↓"], "From appointment to appointment"],
  [["Shift", "← →"], "Move by 5 minutes"],
  [["Enter"], "Open"],
  [["m"], "Move to another time"],
  [["t"], "Today"],
  [["j", "k"], "Next, previous"],
  [["z"], "Zoom in, or fit all days"],
];

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && !!target.closest("input, textarea, select, [contenteditable]")
  );
}

/** Lists the keys at "?" and goes to a screen at "g" and its letter. */
export function Shortcuts({ items }: { items: NavigationItem[] }) {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const pressedG = useRef(0);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.key === "?") return setOpen(true);
      const wasG = Date.now() - pressedG.current < CHORD_MS;
      pressedG.current = event.key === "g" ? Date.now() : 0;
      const item = wasG && items.find(({ letter }) => letter === event.key);
      if (item) {
        event.preventDefault();
        event.stopImmediatePropagation();
        navigate(item.path);
      }
    };
    const stopListening = onAsked(SHORTCUTS, () => setOpen(true));
    window.addEventListener("keydown", onKey, true);
    return () => {
      stopListening();
      window.removeEventListener("keydown", onKey, true);
    };
  }, [items, navigate]);

  const rows: [string[], string][] = items.map(({ letter, label }) => [["g", letter], label]);
  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title="Keyboard shortcuts" size="md">
      <Keys title="Everywhere" rows={COMMON} />
      <Keys title="On the schedule" rows={SCHEDULE} />
      <Keys title="Go to" rows={rows} />
    </Modal>
  );
}

function Keys({ title, rows }: { title: string; rows: [string[], string][] }) {
  return (
    <>
      <Text component="h3" size="xs" fw={600} c="dimmed" mt="md" mb={4}>
        {title}
      </Text>
      <Table verticalSpacing={6} withRowBorders={false} fz="sm">
        <Table.Tbody>
          {rows.map(([pressed, meaning]) => (
            <Table.Tr key={meaning}>
              <Table.Td pl={0}>{meaning}</Table.Td>
              <Table.Td pr={0} ta="right">
                {pressed.map((key) => (
                  <Kbd key={key} ml={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
