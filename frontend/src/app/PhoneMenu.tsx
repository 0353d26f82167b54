import { Drawer } from "@mantine/core";
import { NavLink } from "react-router";
import { useMe } from "../api/session";
import { ConsoleLink } from "./ConsoleLink";
import type { NavigationItem } from "./navigation";
import classes from "./Shell.module.css";
import { UserMenu } from "./UserMenu";

const ROW_PX = 46;
const HEAD_AND_FOOT_PX = 136;

interface PhoneMenuProps {
  items: NavigationItem[];
  onClose: () => void;
}

/** On a phone: every screen, and one's account. */
export default function PhoneMenu({ items, onClose }: PhoneMenuProps) {
  const me = useMe();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size={(items.length + (me.tenant ? 0 : 1)) * ROW_PX + HEAD_AND_FOOT_PX}
      title={me.tenant?.name ?? "Platform"}
    >
      <nav aria-label="All screens" className={classes.nav}>
        {items.map(({ path, label, icon: Icon }) => (
          <NavLink key={path} to={path} className={classes.link} onClick={onClose}>
            <Icon size={20} stroke={1.7} aria-hidden="true" />
            {label}
          </NavLink>
        ))}
        <ConsoleLink className={classes.link} size={20} />
      </nav>
      <UserMenu onLeave={onClose} />
    </Drawer>
  );
}
