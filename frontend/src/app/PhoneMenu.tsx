import { Drawer } from "@mantine/core";
import { NavLink } from "react-router";
import { useMe } from "../api/session";
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
      size={items.length * ROW_PX + HEAD_AND_FOOT_PX}
      title={me.tenant?.name ?? "Platform"}
    >
      <nav aria-label="All screens" className={classes.nav}>
        {items.map(({ path, label, icon: Icon }) => (
          <NavLink key={path} to={path} className={classes.link} onClick={onClose}>
            <Icon size={20} stroke={1.7} aria-hidden="true" />
            {label}
          </NavLink>
        ))}
      </nav>
      <UserMenu onLeave={onClose} />
    </Drawer>
  );
}
