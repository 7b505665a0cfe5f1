package io.devopslab.cloud.service.codebuild;

import java.util.List;
import software.amazon.awssdk.services.codebuild.model.EnvironmentImage;
import software.amazon.awssdk.services.codebuild.model.EnvironmentLanguage;
import software.amazon.awssdk.services.codebuild.model.EnvironmentPlatform;
import software.amazon.awssdk.services.codebuild.model.LanguageType;
import software.amazon.awssdk.services.codebuild.model.ListCuratedEnvironmentImagesResponse;
import software.amazon.awssdk.services.codebuild.model.PlatformType;

/** The images that CodeBuild manages (CodeBuild User Guide, "Docker images provided by CodeBuild"). */
final class CuratedImages {

    private CuratedImages() {}

    static ListCuratedEnvironmentImagesResponse list() {
        return ListCuratedEnvironmentImagesResponse.builder()
                .platforms(
                        platform(
                                PlatformType.AMAZON_LINUX,
                                "aws/codebuild/amazonlinux-x86_64-standard:5.0",
                                "aws/codebuild/amazonlinux-x86_64-standard:6.0",
                                "aws/codebuild/amazonlinux-aarch64-standard:3.0"),
                        platform(
                                PlatformType.UBUNTU,
                                "aws/codebuild/standard:5.0",
                                "aws/codebuild/standard:6.0",
                                "aws/codebuild/standard:7.0"))
                .build();
    }

    private static EnvironmentPlatform platform(PlatformType type, String... images) {
        return EnvironmentPlatform.builder()
                .platform(type)
                .languages(EnvironmentLanguage.builder()
                        .language(LanguageType.BASE)
                        .images(List.of(images).stream()
                                .map(CuratedImages::image)
                                .toList())
                        .build())
                .build();
    }

    private static EnvironmentImage image(String name) {
        return EnvironmentImage.builder()
                .name(name)
                .description("AWS CodeBuild - " + name.replaceFirst("aws/codebuild/", ""))
                .build();
    }
}
