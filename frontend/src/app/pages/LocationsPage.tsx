export default function LocationsPage() {
  return <div>Locations</div>;
}
