/**
 * Docker's official images by another name, without Docker Hub's limit for everybody behind one address (Amazon's public registry;
 * Learn, "Artifact cache in Azure Container Registry", 2025-05).
 */
export const officialImages = "public.ecr.aws/docker/library";
