interface LogoProps {
  src: string;
  /** The business's name, where nothing beside the picture says it. */
  name?: string;
  height: number;
}

/** The business's picture, never wider than its place. */
export function Logo({ src, name = "", height }: LogoProps) {
  return (
    <img
      src={src}
      alt={name}
      style={{ height, maxWidth: height * 5, objectFit: "contain", objectPosition: "left" }}
    />
  );
}
