import {
  Anchor,
  Button,
  Code,
  CopyButton,
  Fieldset,
  Group,
  SegmentedControl,
  Stack,
  Text,
} from "@mantine/core";
import { useState } from "react";

type Look = "page" | "button";

/** The line of HTML that a business puts into its site. */
export function WidgetCode({ sites }: { sites: string[] }) {
  const [look, setLook] = useState<Look>("page");
  const code = codeOf(window.location.origin, look);
  return (
    <Fieldset legend="Put it into your site">
      <Stack gap="md">
        <SegmentedControl
          aria-label="How it is shown"
          value={look}
          onChange={(value) => setLook(value as Look)}
          data={[
            { value: "page", label: "The whole page" },
            { value: "button", label: "A button that opens it" },
          ]}
        />
        <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
          {code}
        </Code>
        <Group justify="space-between">
          <Text size="sm">
            {sites.length > 0
              ? "Paste this where guests shall book."
              : "Add your site above first: browsers show the page nowhere else."}
          </Text>
          <CopyButton value={code} timeout={2_000}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
              </Button>
            )}
          </CopyButton>
        </Group>
        <Text size="sm" c="dimmed">
          Add <Code>data-service="…"</Code> to begin with one service: its id is in the address of
          the{" "}
          <Anchor href="/" target="_blank">
            booking page
          </Anchor>{" "}
          once you have chosen it.
        </Text>
      </Stack>
    </Fieldset>
  );
}

function codeOf(origin: string, look: Look): string {
  const more = look === "button" ? ' data-look="button" data-label="Book now"' : "";
  return `<script src="${origin}/widget.js"${more} async></script>`;
}
