export { AccountView as default } from "../../features/account/AccountView";
