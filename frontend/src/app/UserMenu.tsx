import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconDevices, IconKeyboard, IconLogout, IconSelector } from "@tabler/icons-react";
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
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "auto", label: "As the system" },
] as const;

type Scheme = (typeof SCHEMES)[number]["value"];

export function UserMenu() {
  const { user } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [isListing, setListing] = useState(false);
  const signOut = useSignOut();
  return (
    <>
      <Menu
        position="top-start"
        width={232}
        withinPortal={false}
        withInitialFocusPlaceholder={false}
      >
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
