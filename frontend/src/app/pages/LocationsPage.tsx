export { LocationsView as default } from "../../features/locations/LocationsView";
