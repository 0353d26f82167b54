import "@fontsource-variable/inter/wght.css";
import { choosing } from "../features/console/choosing";
import { countdowns } from "../features/console/countdowns";
import { dialogs } from "../features/console/dialogs";
import { menu } from "../features/console/menu";
import "../ui/tokens.css";
import "../ui/base.css";
import "../features/console/frame.css";
import "../features/console/lists.css";
import "../features/console/icons.css";

menu(document);
dialogs(document);
choosing(document);
countdowns(document);
