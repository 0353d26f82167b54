import { TeamView } from "../../features/team/TeamView";

export default function TeamPage() {
  return <TeamView />;
}
