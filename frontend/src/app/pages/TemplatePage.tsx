import { useParams } from "react-router";
import { TemplateView } from "../../features/templates/TemplateView";

export default function TemplatePage() {
  const { id = "" } = useParams();
  return <TemplateView key={id} id={id} />;
}
