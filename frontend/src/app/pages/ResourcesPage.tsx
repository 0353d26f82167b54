export default function ResourcesPage() {
  return <div>Resources</div>;
}
