export { TemplatesView as default } from "../../features/templates/TemplatesView";
