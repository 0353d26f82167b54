import "@mantine/spotlight/styles.css";
import { Leaving } from "./Leaving";
import type { NavigationItem } from "./navigation";
import { Palette } from "./Palette";
import { Shortcuts } from "./Shortcuts";

/** What lies over every screen but is not needed to show one. */
export default function Overlays({ items }: { items: NavigationItem[] }) {
  return (
    <>
      <Palette items={items} />
      <Shortcuts items={items} />
      <Leaving />
    </>
  );
}
