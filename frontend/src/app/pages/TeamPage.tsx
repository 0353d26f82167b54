export default function TeamPage() {
  return <div>Team</div>;
}
