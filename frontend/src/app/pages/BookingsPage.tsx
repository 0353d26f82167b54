export { BookingsView as default } from "../../features/portal/BookingsView";
