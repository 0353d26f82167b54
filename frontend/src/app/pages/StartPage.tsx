export { StartView as default } from "../../features/start/StartView";
