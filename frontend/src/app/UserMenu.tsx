import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconKeyboard, IconLogout, IconSelector, IconUserCircle } from "@tabler/icons-react";
import { Link } from "react-router";
import { useMe } from "../api/session";
import { roleName } from "../lib/permissions";
import { Face } from "../ui/Face";
import { showShortcuts } from "./openers";
import classes from "./UserMenu.module.css";
import { useSignOut } from "./useSignOut";

const SCHEMES = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "auto", label: "As the system" },
] as const;

type Scheme = (typeof SCHEMES)[number]["value"];

/** `onLeave` closes what the menu lies in, when it leads to another screen. */
export function UserMenu({ onLeave }: { onLeave?: () => void }) {
  const { user } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={232} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes.user}>
          <Face name={user.name} size={30} color="var(--brand-fill)" />
          <span className={classes.who}>
            <span className={classes.name}>{user.name}</span>
            <span className={classes.role}>{roleName(user.role)}</span>
          </span>
          <IconSelector size={16} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(next) => setColorScheme(next as Scheme)}>
          {SCHEMES.map(({ value, label }) => (
            <Menu.RadioItem key={value} value={value}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/app/account"
          leftSection={<IconUserCircle size={16} stroke={1.7} />}
          onClick={onLeave}
        >
          Your account
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.7} />} onClick={showShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
