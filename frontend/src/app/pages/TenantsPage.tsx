export { TenantsView as default } from "../../features/tenants/TenantsView";
