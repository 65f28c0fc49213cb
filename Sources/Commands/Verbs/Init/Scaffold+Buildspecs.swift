/// The pipeline's buildspecs: `deploy/` of this repository, letter by letter.
extension Scaffold {
    // swift-format-ignore
    static let imageBuildspec = #"""
        # First build of the pipeline: makes the image of this Dockerfile, pushes it, and only then records its tag.
        #
        # The pipeline's template gives REPOSITORY_URI and IMAGE_TAG_PARAMETER; the file belongs to every project unchanged.
        # There is no post_build phase, because CodeBuild runs that one even when the build has failed.
        version: 0.2

        env:
          shell: bash

        phases:
          pre_build:
            commands:
              # The tag is the commit. A version of S3 may hold what a tag may not, and is then named by its checksum.
              - |
                SOURCE_VERSION="${CODEBUILD_RESOLVED_SOURCE_VERSION:-}"
                if [[ -z "$SOURCE_VERSION" || "$SOURCE_VERSION" == null ]]; then
                  echo "The source has no version to name the image by. A bucket that holds a source needs versioning." >&2
                  false
                elif [[ "$SOURCE_VERSION" =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]]; then
                  IMAGE_TAG="$SOURCE_VERSION"
                else
                  IMAGE_TAG="version-$(printf %s "$SOURCE_VERSION" | sha256sum | cut -c 1-40)"
                fi
              - echo "The image of $SOURCE_VERSION is $REPOSITORY_URI:$IMAGE_TAG"
              - REGISTRY_PASSWORD="$(aws ecr get-login-password)"
              - docker login --username AWS --password-stdin "${REPOSITORY_URI%%/*}" <<< "$REGISTRY_PASSWORD"
          build:
            commands:
              # Tags are immutable, so an image that is there is the one of this version: a second run only records its tag.
              - |
                if FOUND="$(aws ecr describe-images --repository-name "${REPOSITORY_URI#*/}" --image-ids "imageTag=$IMAGE_TAG" 2>&1)"; then
                  echo "The image is there already."
                elif [[ "$FOUND" == *ImageNotFoundException* ]]; then
                  docker build --tag "$REPOSITORY_URI:$IMAGE_TAG" --build-arg "REPOSITORY=$REPOSITORY_URI" \
                    --label "org.opencontainers.image.revision=$SOURCE_VERSION" . \
                    && docker push "$REPOSITORY_URI:$IMAGE_TAG"
                else
                  echo "$FOUND" >&2
                  false
                fi
              - aws ssm put-parameter --name "$IMAGE_TAG_PARAMETER" --type String --overwrite --value "$IMAGE_TAG"

        """#

    // swift-format-ignore
    static let synthBuildspec = #"""
        # Second build of the pipeline: makes the templates of sluice.yaml with the program in the project's image.
        #
        # The pipeline's template gives REPOSITORY_URI and IMAGE_TAG_PARAMETER, or SLUICE_IMAGE for a project whose image is made
        # elsewhere; the file belongs to every project unchanged.
        version: 0.2

        env:
          shell: bash

        phases:
          pre_build:
            commands:
              - |
                if [[ -z "${SLUICE_IMAGE:-}" ]]; then
                  IMAGE_TAG="$(aws ssm get-parameter --name "$IMAGE_TAG_PARAMETER" --query Parameter.Value --output text)" \
                    && REGISTRY_PASSWORD="$(aws ecr get-login-password)" \
                    && docker login --username AWS --password-stdin "${REPOSITORY_URI%%/*}" <<< "$REGISTRY_PASSWORD" \
                    && SLUICE_IMAGE="$REPOSITORY_URI:$IMAGE_TAG"
                elif [[ "$SLUICE_IMAGE" =~ ^[0-9]{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?/ ]]; then
                  # A repository of ECR, perhaps in another Region; other registries are asked as anybody may.
                  REGISTRY_PASSWORD="$(aws ecr get-login-password --region "${BASH_REMATCH[1]}")" \
                    && docker login --username AWS --password-stdin "${SLUICE_IMAGE%%/*}" <<< "$REGISTRY_PASSWORD"
                fi
              - echo "The templates are made by $SLUICE_IMAGE"
          build:
            commands:
              # It reads one file and writes a few: no network, and the owner of the folder, whom the image's own user is not.
              - >-
                docker run --rm --network none --user "$(id -u):$(id -g)" --volume "$PWD:/project" --workdir /project
                "$SLUICE_IMAGE" synth --output templates

        artifacts:
          base-directory: templates
          files:
            - "*.json"

        """#
}
