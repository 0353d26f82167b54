export { ActivityView as default } from "../../features/activity/ActivityView";
