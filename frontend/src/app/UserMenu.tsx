import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import {
  IconDeviceDesktop,
  IconDevices,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSun,
} from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useMe } from "../api/session";
import { roleName } from "../lib/permissions";
import { Face } from "../ui/Face";
import { showShortcuts } from "./openers";
import classes from "./UserMenu.module.css";
import { useSignOut } from "./useSignOut";

const Sessions = lazy(() =>
  import("../features/auth/Sessions").then(({ Sessions: component }) => ({ default: component })),
);

const SCHEMES = [
  { value: "light", label: "Light", icon: IconSun },
  { value: "dark", label: "Dark", icon: IconMoon },
  { value: "auto", label: "As the system", icon: IconDeviceDesktop },
] as const;

export function UserMenu() {
  const { user } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [isListing, setListing] = useState(false);
  const signOut = useSignOut();
  return (
    <>
      <Menu position="top-start" width={232}>
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
          {SCHEMES.map(({ value, label, icon: Icon }) => (
            <Menu.Item
              key={value}
              role="menuitemradio"
              aria-checked={colorScheme === value}
              closeMenuOnClick={false}
              leftSection={<Icon size={16} stroke={1.7} />}
              rightSection={colorScheme === value ? "✓" : null}
              onClick={() => setColorScheme(value)}
            >
              {label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconDevices size={16} stroke={1.7} />}
            onClick={() => setListing(true)}
          >
            Where I am signed in
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
      {isListing && (
        <Suspense>
          <Sessions onClose={() => setListing(false)} />
        </Suspense>
      )}
    </>
  );
}
