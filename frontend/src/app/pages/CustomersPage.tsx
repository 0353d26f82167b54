export default function CustomersPage() {
  return <div>Customers</div>;
}
