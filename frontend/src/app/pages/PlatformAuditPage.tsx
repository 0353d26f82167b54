export { PlatformAuditView as default } from "../../features/activity/PlatformAuditView";
