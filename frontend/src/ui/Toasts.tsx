import { Notifications } from "@mantine/notifications";
import classes from "./toast.module.css";

/** Where toasts appear; those said before it is there wait for it. */
export default function Toasts() {
  return (
    <Notifications position="bottom-center" limit={3} zIndex={400} className={classes.toasts} />
  );
}
