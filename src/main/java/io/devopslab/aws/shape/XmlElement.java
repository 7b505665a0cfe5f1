package io.devopslab.aws.shape;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an XML document that was read. Names are without their prefixes. A document with a type declaration
 * is refused, and so none can name an entity or a file.
 */
public final class XmlElement {

    private static final int DEEPEST = 200;

    private final String name;
    private final Map<String, String> attributes = new HashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private XmlElement(String name) {
        this.name = name;
    }

    /**
     * Reads a whole document.
     *
     * @throws ShapeException if it is not well-formed, or nested deeper than 200 elements
     */
    public static XmlElement parse(InputStream document) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        try {
            return read(factory.createXMLStreamReader(document));
        } catch (XMLStreamException | RuntimeException e) {
            throw e instanceof ShapeException shape ? shape : new ShapeException("", "is not well-formed XML");
        }
    }

    private static XmlElement read(XMLStreamReader xml) throws XMLStreamException {
        XmlElement document = new XmlElement("");
        Deque<XmlElement> open = new ArrayDeque<>(List.of(document));
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT ->
                    open.push(open.element().begin(xml));
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    open.element().text.append(xml.getText());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new ShapeException("", "has a document type or an entity, which are not allowed");
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
            if (open.size() > DEEPEST) {
                throw new ShapeException("", "is nested deeper than " + DEEPEST + " elements");
            }
        }
        return document.children.get(0);
    }

    private XmlElement begin(XMLStreamReader xml) {
        XmlElement child = new XmlElement(xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            child.attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        children.add(child);
        return child;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text.toString();
    }

    Optional<String> attribute(String localName) {
        return Optional.ofNullable(attributes.get(localName));
    }

    List<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    Optional<XmlElement> child(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).findFirst();
    }
}
