package org.example.published;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * The pom of a module as users get it.
 */
final class PublishedPom {

	private final XPath xpath = XPathFactory.newInstance().newXPath();

	private final Document document;

	private PublishedPom(Document document) {
		this.document = document;
	}

	static PublishedPom of(String module) throws Exception {
		Path file = Path.of("../..", module, "target/published-pom.xml");
		return new PublishedPom(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
	}

	/**
	 * Return the texts of all nodes that an XPath expression finds.
	 */
	List<String> texts(String expression) {
		try {
			NodeList nodes = (NodeList) this.xpath.evaluate(expression, this.document, XPathConstants.NODESET);
			return IntStream.range(0, nodes.getLength())
				.mapToObj((i) -> nodes.item(i).getTextContent().strip())
				.toList();
		}
		catch (XPathExpressionException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
