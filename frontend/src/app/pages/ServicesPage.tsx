export default function ServicesPage() {
  return <div>Services</div>;
}
