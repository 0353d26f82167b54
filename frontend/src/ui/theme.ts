import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";
import { shadesOf } from "../lib/color";

/** Our dark neutrals where Mantine asks for its own: 4 borders, 5 hover, 6 fields, 7 the page. */
const DARK: MantineColorsTuple = [
  "#ececf0",
  "#c9cad3",
  "#a2a4b1",
  "#7c7e8b",
  "#3b3d47",
  "#24252b",
  "#191a1f",
  "#15161a",
  "#101114",
  "#0c0d10",
];

/** A dialog's head is no landmark of the page. */
const plainHead = { header: { role: "none" } };

const field = { size: "sm" as const, withAsterisk: false };

/** Mantine in our tokens; the brand's own shades become the primary colour. */
export function themeOf(brand: string) {
  return createTheme({
    primaryColor: "brand",
    primaryShade: 6,
    colors: { brand: shadesOf(brand) as unknown as MantineColorsTuple, dark: DARK },
    fontFamily: "var(--font)",
    headings: { fontFamily: "var(--font)", fontWeight: "620" },
    defaultRadius: "md",
    cursorType: "pointer",
    respectReducedMotion: true,
    fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
    // By name, not by `Component.extend`: that would load every component with the shell.
    components: {
      Button: {
        defaultProps: { size: "sm" },
        styles: { label: { fontWeight: 550 } },
      },
      ActionIcon: {
        defaultProps: { variant: "subtle", color: "gray", size: "lg" },
      },
      Badge: {
        defaultProps: { variant: "light", radius: "sm", tt: "none", fw: 550 },
        // In a narrow table too, a state or a role is a whole word.
        styles: { root: { flexShrink: 0, minWidth: "max-content" } },
      },
      TextInput: { defaultProps: field },
      Textarea: { defaultProps: { ...field, autosize: true, minRows: 2 } },
      PasswordInput: { defaultProps: field },
      NumberInput: { defaultProps: field },
      Select: {
        defaultProps: { ...field, comboboxProps: { shadow: "md" }, checkIconPosition: "right" },
      },
      Modal: {
        defaultProps: {
          radius: "lg",
          centered: true,
          attributes: plainHead,
          overlayProps: { backgroundOpacity: 0.42 },
          transitionProps: { transition: "pop", duration: 140 },
          closeButtonProps: { "aria-label": "Close" },
        },
        styles: {
          content: BELOW_HEAD,
          body: LONG_WORD,
          title: {
            ...LONG_TITLE,
            fontWeight: 620,
            fontSize: "1.0625rem",
            letterSpacing: "-0.01em",
          },
        },
      },
      Drawer: {
        defaultProps: {
          position: "right",
          attributes: plainHead,
          overlayProps: { backgroundOpacity: 0.24 },
          transitionProps: { duration: 160 },
          closeButtonProps: { "aria-label": "Close" },
        },
        styles: { content: BELOW_HEAD, body: LONG_WORD, title: LONG_TITLE },
      },
      Menu: { defaultProps: { shadow: "md", radius: "md" } },
      Tooltip: { defaultProps: { openDelay: 350, radius: "sm", fz: "xs" } },
    },
  });
}

/** What comes into view in a dialog is not covered by its head, which stays in sight. */
const BELOW_HEAD = { scrollPaddingTop: 72 } as const;
/** What people named themselves stands in titles and sentences, one long word too. */
const LONG_WORD = { overflowWrap: "break-word" } as const;
const LONG_TITLE = { minWidth: 0, overflowWrap: "anywhere", lineHeight: 1.3 } as const;

const BOTH = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--text-2)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--hover)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-placeholder": "var(--text-2)",
  "--mantine-color-error": "var(--danger)",
  "--mantine-color-anchor": "var(--brand-text)",
  "--mantine-color-brand-filled": "var(--brand-fill)",
  "--mantine-color-brand-light": "var(--brand-soft)",
  "--mantine-color-brand-light-color": "var(--brand-text)",
  "--mantine-color-brand-text": "var(--brand-text)",
  "--mantine-color-brand-outline": "var(--brand-text)",
  "--mantine-color-gray-light-color": "var(--text)",
  "--mantine-color-gray-text": "var(--text-2)",
  "--mantine-color-gray-light": "var(--surface-2)",
  "--mantine-color-gray-light-hover": "var(--hover)",
  "--mantine-color-red-text": "var(--danger)",
  "--mantine-color-red-light": "var(--danger-soft)",
  "--mantine-color-red-light-color": "var(--danger)",
  "--mantine-color-green-light": "var(--ok-soft)",
  "--mantine-color-green-light-color": "var(--ok)",
  "--mantine-color-yellow-light": "var(--warn-soft)",
  "--mantine-color-yellow-light-color": "var(--warn)",
};

/** Mantine's colours read ours, so that both kits change together. */
export const variablesResolver: CSSVariablesResolver = () => ({
  variables: { "--mantine-shadow-md": "var(--shadow-2)", "--mantine-shadow-xl": "var(--shadow-3)" },
  light: { ...BOTH, "--mantine-color-red-filled": "#bf2630" },
  dark: { ...BOTH, "--mantine-color-red-filled": "#c03a40" },
});
