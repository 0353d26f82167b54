export { TeamView as default } from "../../features/team/TeamView";
