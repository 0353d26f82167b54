export { ResourcesView as default } from "../../features/resources/ResourcesView";
