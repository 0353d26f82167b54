import { useState } from "react";
import { readScheme, type Scheme, setScheme } from "../../lib/scheme";
import { useSay } from "../words";
import { Button } from "./Button";
import { Icon } from "./Icon";

/** Light or dark for the pages without Mantine; both keep the choice in the same place. */
export function SchemeToggle() {
  const [scheme, show] = useState<Scheme>(readScheme);
  const say = useSay();
  const other: Scheme = scheme === "dark" ? "light" : "dark";
  return (
    <Button
      look="quiet"
      aria-label={other === "dark" ? say("Switch to dark colours") : say("Switch to light colours")}
      onClick={() => {
        setScheme(other);
        show(other);
      }}
    >
      <Icon name={scheme === "dark" ? "sun" : "moon"} />
    </Button>
  );
}
