export { ServicesView as default } from "../../features/services/ServicesView";
