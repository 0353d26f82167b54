export default function TenantsPage() {
  return <div>Tenants</div>;
}
