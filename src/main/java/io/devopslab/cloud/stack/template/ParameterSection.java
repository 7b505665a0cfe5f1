package io.devopslab.cloud.stack.template;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the {@code Parameters} of a template. */
final class ParameterSection {

    private static final int LIMIT = 200;

    private static final Set<String> ATTRIBUTES = Set.of(
            "Type",
            "Default",
            "Description",
            "NoEcho",
            "AllowedValues",
            "AllowedPattern",
            "ConstraintDescription",
            "MinValue",
            "MaxValue",
            "MinLength",
            "MaxLength");

    private static final String AWS_TYPE = "AWS::(EC2::(AvailabilityZone::Name|Image::Id|Instance::Id|KeyPair::KeyName"
            + "|SecurityGroup::GroupName|SecurityGroup::Id|Subnet::Id|Volume::Id|VPC::Id)|Route53::HostedZone::Id)";
    private static final String PLAIN = "String|Number|List<Number>|List<String>|CommaDelimitedList";
    private static final Pattern TYPE = Pattern.compile(PLAIN + "|" + AWS_TYPE + "|List<" + AWS_TYPE
            + ">|AWS::SSM::Parameter::Name|AWS::SSM::Parameter::Value<(String|List<String>|CommaDelimitedList|"
            + AWS_TYPE
            + "|List<" + AWS_TYPE + ">)>");

    private static final Pattern VERSIONLESS = Pattern.compile("\\{\\{resolve:ssm(-secure)?:[^:{}]+}}");

    private ParameterSection() {}

    static Map<String, ParameterDeclaration> read(Section parameters) {
        return parameters.members("Parameter", LIMIT, ParameterSection::declaration);
    }

    private static ParameterDeclaration declaration(String key, Section section) {
        section.unknown(ATTRIBUTES).stream().findFirst().ifPresent(attribute -> {
            throw TemplateException.format("Invalid template parameter property '" + attribute + "'");
        });
        if (section.node().path("Default").isContainerNode()) {
            throw TemplateException.format("Every Default member must be a string.");
        }
        if (VERSIONLESS.matcher(section.node().path("Default").asText()).find()) {
            throw TemplateException.function("parameter " + key + " should not contain ssm versionless resolver");
        }
        return new ParameterDeclaration(
                key,
                type(section),
                section.text("Default"),
                section.text("Description"),
                section.flag("NoEcho"),
                section.texts("AllowedValues"),
                section.text("AllowedPattern").map(ParameterSection::requirePattern),
                section.text("ConstraintDescription"),
                section.number("MinValue"),
                section.number("MaxValue"),
                section.length("MinLength"),
                section.length("MaxLength"));
    }

    private static String type(Section section) {
        String type = section.text("Type")
                .orElseThrow(() -> TemplateException.format("Every Parameters object must contain a Type member."));
        if (!TYPE.matcher(type).matches()) {
            throw TemplateException.format("Unrecognized parameter type: " + type);
        }
        return type;
    }

    private static String requirePattern(String pattern) {
        try {
            return Pattern.compile(pattern).pattern();
        } catch (PatternSyntaxException e) {
            throw TemplateException.format("AllowedPattern '" + pattern + "' is not a valid regular expression.");
        }
    }
}
